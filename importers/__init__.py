"""From a received file to clean rows with findings. Knows no database and no page."""
