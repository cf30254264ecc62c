using System;
using System.IO;

namespace FcnGen.Fuzz.Workers;

/// <summary>How a decoder ended.</summary>
internal enum Outcome : byte
{
    Decoded,

    /// <summary>One of the documented exceptions.</summary>
    Refused,

    /// <summary>Any other exception.</summary>
    Undocumented,
}

/// <summary>What a worker says about one input.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Hash">Of the pixels, or of the message.</param>
/// <param name="PictureBytes">What the decoded picture takes; 0 if there is none.</param>
/// <param name="ManagedBytes">Managed memory allocated meanwhile, freed or not.</param>
/// <param name="ResidentBytes">The growth of the process's resident memory at its peak; 0 where the system does not tell.</param>
/// <param name="ProcessorTime">What the decoder took, as the worker measured it.</param>
/// <param name="Text">Size of the picture, or type and message of the exception.</param>
internal sealed record DecodeResult(Outcome Outcome, string Hash, long PictureBytes, long ManagedBytes, long ResidentBytes, TimeSpan ProcessorTime, string Text)
{
    /// <summary>Memory beyond what the picture itself takes.</summary>
    public long BytesBeyond => Math.Max(ManagedBytes, ResidentBytes) - PictureBytes;

    public void Write(BinaryWriter to)
    {
        to.Write((byte)Outcome);
        to.Write(Hash);
        to.Write(PictureBytes);
        to.Write(ManagedBytes);
        to.Write(ResidentBytes);
        to.Write(ProcessorTime.Ticks);
        to.Write(Text);
    }

    public static DecodeResult Read(BinaryReader from) => new(
        (Outcome)from.ReadByte(), from.ReadString(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), TimeSpan.FromTicks(from.ReadInt64()), from.ReadString());
}
