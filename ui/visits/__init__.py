"""What the page of site visits shows."""
