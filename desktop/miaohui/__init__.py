"""秒回 Miaohui: the right reply in a second, for online-shop service agents."""

__version__ = "0.1.0"
