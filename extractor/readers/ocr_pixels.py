"""The picture of a page as rows of pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""0 is black; a third axis, where there is one, holds blue, green and red."""
