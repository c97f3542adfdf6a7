# MS1 makes half steps: 200 of them forwards are half a turn, 100 back a quarter.
from stepper import Stepper

motor = Stepper("D2", "D3")
motor.move(200)
motor.move(-100)
print(motor.position)
