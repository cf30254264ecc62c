using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace FcnGen;

/// <summary>
/// A file format of pictures. What is decoded is what is in the file, or an error: a format never invents what is missing. Formats of
/// other packages take part once they are given to <see cref="PictureFormats.Register"/>.
/// </summary>
public interface IPictureFormat
{
    /// <summary>What messages call it, such as <c>PNG</c>.</summary>
    string Name { get; }

    /// <summary>Its file name extensions in lower case, with the dot, the usual one first.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>True if a file begins as files of this format do. Never throws; may be given any number of bytes.</summary>
    /// <param name="file">The first bytes of the file, or all of them.</param>
    bool Recognises(ReadOnlySpan<byte> file);

    /// <summary>Reads what the header states, in little time and without allocating by what it states.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">The file is damaged or cut short; the message says how, such as "it is cut short".</exception>
    /// <exception cref="NotSupportedException">A variant that is not read; the message names it, such as "it is compressed by arithmetic coding".</exception>
    PictureClaim ReadClaim(ReadOnlySpan<byte> file);

    /// <summary>
    /// Decodes, on the caller's thread; called only for a file whose claim was found possible. Comes to an end for any bytes.
    /// </summary>
    /// <param name="file">The whole file.</param>
    /// <param name="cancel">Looked at every few milliseconds where the format's own code loops.</param>
    /// <exception cref="InvalidDataException">The file is damaged or cut short; the message says how, such as "it is cut short".</exception>
    /// <exception cref="NotSupportedException">A variant that is not read; the message names it, such as "it is compressed by arithmetic coding".</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    DecodedPicture Decode(byte[] file, CancellationToken cancel);

    /// <summary>
    /// As <see cref="Decode"/>, with all channels and bits that the file has: grey stays one channel, and alpha and further bands are kept.
    /// A format that has nothing else than <see cref="Decode"/> gives need not implement it.
    /// </summary>
    /// <param name="file">The whole file.</param>
    /// <param name="cancel">Looked at every few milliseconds where the format's own code loops.</param>
    /// <exception cref="InvalidDataException">The file is damaged or cut short; the message says how, such as "it is cut short".</exception>
    /// <exception cref="NotSupportedException">A variant that is not read; the message names it, such as "it is compressed by arithmetic coding".</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    DecodedPicture DecodeStored(byte[] file, CancellationToken cancel) => Decode(file, cancel);
}

/// <summary>What a picture file claims to hold, and what it can hold.</summary>
/// <param name="Width">Columns that the header states, as stored (before any orientation is applied); positive.</param>
/// <param name="Height">Rows that the header states; positive.</param>
/// <param name="MostPixels">
/// The most pixels that the format can pack into the bytes that are there: 8 · 1032 a byte for one-bit pixels packed by deflate, and so
/// on. A file that claims more is refused before anything is allocated.
/// </param>
public readonly record struct PictureClaim(long Width, long Height, long MostPixels);
