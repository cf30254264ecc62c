using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;

namespace FcnGen.Fuzz;

/// <summary>
/// Decodes files one by one: "SIZE SHA-256 NAME", or "refused MESSAGE". With FCNGEN_PIXELS=DIR the RGB bytes of the file with the number
/// N are also written there, as N.rgb: the comparison with Pillow reads them.
/// </summary>
internal static class DecodeCommand
{
    public static int Run(IReadOnlyList<string> files)
    {
        TiffPictures.Register();
        string? pixels = Environment.GetEnvironmentVariable("FCNGEN_PIXELS");
        int failed = 0;
        // Names may also come on standard input, one a line.
        if (files is ["-"]) files = Console.In.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < files.Count; i++)
        {
            try
            {
                Picture picture = Picture.Load(files[i]);
                Console.WriteLine($"{picture.Width}x{picture.Height} {Convert.ToHexStringLower(SHA256.HashData(picture.Pixels))} {files[i]}");
                if (pixels is not null) File.WriteAllBytes(Path.Combine(pixels, $"{i}.rgb"), picture.Pixels);
            }
            catch (FcnGenException error)
            {
                Console.WriteLine($"refused {error.Message.ReplaceLineEndings(" ")}");
                failed++;
            }
        }

        return failed == 0 ? 0 : 1;
    }
}
