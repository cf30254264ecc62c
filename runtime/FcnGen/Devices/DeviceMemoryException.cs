using System;

namespace FcnGen;

/// <summary>A device has not enough memory.</summary>
/// <param name="message">Bytes asked for and available.</param>
/// <param name="inner">What the allocator said.</param>
public sealed class DeviceMemoryException(string message, Exception? inner = null) : FcnGenException(message, inner);
