"""This machine: what the operating system and the desktop session give. Nothing else asks ``sys.platform``."""
