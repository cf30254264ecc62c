namespace FcnGen.Fuzz.Seeds;

/// <summary>Formats of inputs.</summary>
internal enum Format
{
    Png,
    Bmp,
    Jpeg,
    Tiff,
    Label,
}

/// <summary>A whole file that the harness made.</summary>
/// <param name="Format">Its format.</param>
/// <param name="File">Its bytes.</param>
/// <param name="Read">Whether it has to be decoded: false for kinds that may be refused by name.</param>
internal sealed record Seed(Format Format, byte[] File, bool Read = true);
