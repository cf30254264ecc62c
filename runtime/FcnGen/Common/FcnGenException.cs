using System;

namespace FcnGen;

/// <summary>
/// Base of the errors that come from what a user supplied: a file, a folder, a setting. The message alone says what was expected,
/// what was found and what to do, so that a program can show it without a stack trace.
/// </summary>
/// <param name="message">What was expected, what was found, what to do.</param>
/// <param name="inner">The cause, if another error is the cause.</param>
public abstract class FcnGenException(string message, Exception? inner = null) : Exception(message, inner);
