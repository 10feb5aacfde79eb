import unittest

import greet


class GreetingTest(unittest.TestCase):
    def test_greets_by_name(self):
        self.assertEqual(greet.greeting("you"), "hello, you")

    def test_is_the_installed_package(self):
        self.assertIn("packages", greet.__file__)
