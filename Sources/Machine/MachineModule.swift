import Fabric
import MicroPython
