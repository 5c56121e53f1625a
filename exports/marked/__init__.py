"""Marking a received workbook: parts of its package are spliced, all else stays byte for byte."""
