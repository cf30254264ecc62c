using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FcnGen.Fuzz.Workers;

/// <summary>The process that decodes: inputs come on standard input, results go to standard output, until the input ends.</summary>
internal static class Worker
{
    /// <summary>Decodes what comes until nothing more comes.</summary>
    public static int Run()
    {
        TiffPictures.Register();
        using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
        // A decoder that prints would otherwise write into the results.
        using var printed = new StringWriter();
        Console.SetOut(printed);
        Console.SetError(printed);
        using var reader = new BinaryReader(input);
        using var writer = new BinaryWriter(new BufferedStream(output));
        try
        {
            while (true)
            {
                bool label = reader.ReadBoolean();
                byte[] file = reader.ReadBytes(reader.ReadInt32());
                DecodeResult result = Decode(file, label);
                if (printed.GetStringBuilder().Length > 0)
                {
                    result = result with { Outcome = Outcome.Undocumented, Text = $"prints to the console: {printed}" };
                    printed.GetStringBuilder().Clear();
                }

                result.Write(writer);
                writer.Flush();
            }
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
    }

    /// <summary>Decodes one input and measures what that takes.</summary>
    public static DecodeResult Decode(byte[] file, bool label)
    {
        MemoryFill.FillPools();
        ResidentMemory.ResetPeak();
        TimeSpan time = Environment.CpuUsage.TotalTime;
        long resident = ResidentMemory.Peak(), managed = GC.GetAllocatedBytesForCurrentThread();
        (Outcome outcome, byte[] content, long size, string text) = TryDecode(file, label);
        time = Environment.CpuUsage.TotalTime - time;
        managed = GC.GetAllocatedBytesForCurrentThread() - managed;
        resident = ResidentMemory.Peak() - resident;
        return new DecodeResult(outcome, Convert.ToHexString(SHA256.HashData(content)), size, managed, resident, time, text);
    }

    private static (Outcome Outcome, byte[] Content, long Size, string Text) TryDecode(byte[] file, bool label)
    {
        try
        {
            if (WorkerProbe.Answer(file) is { } answer) return (Outcome.Refused, [], 0, answer);
            if (label)
            {
                LabelMap map = LabelMap.Decode(file, "input");
                return (Outcome.Decoded, map.Labels, map.Labels.Length, $"{map.Height}x{map.Width} labels");
            }

            // Half of the inputs as rasters, which keep all channels and bits: the file decides, so that a repetition does the same.
            if (file.Length > 0 && file[file.Length / 2] % 2 == 1)
            {
                Raster raster = Raster.Decode(file, "input");
                ReadOnlySpan<byte> values = raster.Values8 ?? MemoryMarshal.AsBytes<ushort>(raster.Values16);
                return (Outcome.Decoded, values.ToArray(), values.Length, $"{raster.Height}x{raster.Width}x{raster.Channels} values");
            }

            Picture picture = Picture.Decode(file, "input");
            return (Outcome.Decoded, picture.Pixels, picture.Pixels.Length, $"{picture.Height}x{picture.Width} pixels");
        }
        catch (FcnGenException error) when (error is PictureFormatException or LabelFormatException)
        {
            string text = $"{error.GetType().Name}: {error.Message}";
            return (Outcome.Refused, Encoding.UTF8.GetBytes(text), 0, text);
        }
#pragma warning disable CA1031 // Any other exception is what is looked for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            string text = error.ToString();
            return (Outcome.Undocumented, Encoding.UTF8.GetBytes(error.GetType().Name), 0, text);
        }
    }
}
