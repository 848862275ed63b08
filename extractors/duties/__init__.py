"""Duties (tổ chức thực hiện, phân công nhiệm vụ): who must do what, by when, in prose, lines and tables."""
