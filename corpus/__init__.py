"""The documents that this repository ships, their facts and their truth. Data; not an installed package."""
