using System;

namespace FcnGen;

/// <summary>A weight file is missing, damaged, cut short, or not of its format.</summary>
/// <param name="message">The file, what is wrong with it, what to do.</param>
/// <param name="inner">What the file system or the parser said.</param>
public sealed class WeightFileException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>A sound weight file does not fit the network; nothing was loaded.</summary>
/// <param name="message">Every tensor that is missing, extra, of another shape or of another value.</param>
public sealed class WeightMismatchException(string message) : FcnGenException(message);

/// <summary>A sound weight file that fits holds values that are not finite numbers, as after training that diverged; nothing was loaded.</summary>
/// <param name="message">Every such tensor: how many values, and the first.</param>
public sealed class WeightValueException(string message) : FcnGenException(message);
