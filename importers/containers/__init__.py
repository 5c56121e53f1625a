"""From bytes to raw sheets: what a file is, told by content, looked over before anything is allocated."""
