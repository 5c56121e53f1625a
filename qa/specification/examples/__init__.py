"""The specification that comes with the product, to begin from."""

from pathlib import Path

EXAMPLE = Path(__file__).with_name("hotline.yaml")
