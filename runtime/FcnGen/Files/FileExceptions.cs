using System;

namespace FcnGen;

/// <summary>A file cannot be read: it does not exist, or the system refuses.</summary>
/// <param name="message">The file and the reason.</param>
/// <param name="inner">What the file system said.</param>
public sealed class InputFileException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>A file cannot be written.</summary>
/// <param name="message">The file and the reason.</param>
/// <param name="inner">What the file system said.</param>
public sealed class OutputFileException(string message, Exception? inner = null) : FcnGenException(message, inner);
