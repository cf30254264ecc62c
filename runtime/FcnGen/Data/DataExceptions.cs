using System;

namespace FcnGen;

/// <summary>A picture cannot be decoded: truncated, not a picture, empty, or too large.</summary>
/// <param name="message">The file, what is wrong with it, what to do.</param>
/// <param name="inner">What the decoder said.</param>
public sealed class PictureFormatException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>A file of labels cannot be read as one class index per pixel.</summary>
/// <param name="message">The file, what is wrong with it, what to do.</param>
/// <param name="inner">What the decoder said.</param>
public sealed class LabelFormatException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>Labels do not fit: another size than the picture, or a class that the network does not have.</summary>
/// <param name="message">The sample, what was expected and what was found.</param>
public sealed class LabelMismatchException(string message) : FcnGenException(message);

/// <summary>The labels of a data set hold nothing that a network could learn: fewer than two classes besides void, or values that are neither.</summary>
/// <param name="message">Which labels were found, what was expected, and how values are mapped.</param>
public sealed class LabelContentException(string message) : FcnGenException(message);

/// <summary>A file of names and colours of classes cannot be read as such.</summary>
/// <param name="message">The file, the line, what was expected and what was found.</param>
/// <param name="inner">What the reader said.</param>
public sealed class ClassTableException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>A data set is not laid out as its reader expects: nothing there, a missing file, a line that is not a pair.</summary>
/// <param name="message">The place, what was expected and what was found.</param>
/// <param name="inner">What the file system said.</param>
public sealed class DatasetException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>A sample does not fit a network: its inputs or label maps have other names or channels, or inputs differ in size.</summary>
/// <param name="message">The sample, what was expected, what was found, what to do.</param>
public sealed class SampleMismatchException(string message) : FcnGenException(message);
