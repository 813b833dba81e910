from checkers.bounce.check import check_bounce
from checkers.dns import Book
from checkers.inputs import Inputs


def bounce(given):
    return check_bounce(Inputs({"bounce": given}, "bounce"), Book({}), None)
