using System;

namespace FcnGen.Samples;

/// <summary>Input that a program cannot work with; the message says what was expected, what was found and what to do.</summary>
/// <param name="message">The one message that the user sees.</param>
/// <param name="inner">The cause.</param>
public sealed class ProgramException(string message, Exception? inner = null) : Exception(message, inner);
