"""The indicator catalogue: its records by family, and the page of documentation made of them."""
