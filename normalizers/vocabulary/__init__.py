"""The words of Vietnamese administration as data: YAML and CSV files that an analyst may edit, and their look-ups."""

from normalizers.vocabulary.headings import Heading, group_level, heading_fields, title_year
from normalizers.vocabulary.loader import VocabularyError

__all__ = ["Heading", "VocabularyError", "group_level", "heading_fields", "title_year"]
