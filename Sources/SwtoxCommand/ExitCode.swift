import Reporting

/// The documented exit codes; shadows the argument parser's type of the same name.
typealias ExitCode = Reporting.ExitCode
