using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using FcnGen.Geometry;
using FcnGen.Tests;

namespace FcnGen.Cpu.Tests;

/// <summary>One map that another program resized, in <c>shared/data</c> beside the repository; with gradients where that has them.</summary>
/// <param name="Name">The name of the case in its file.</param>
/// <param name="Mode">How the values come about.</param>
/// <param name="Coordinates">Where the cells of the output lie.</param>
/// <param name="Rounding">Which cell is nearest.</param>
/// <param name="Factor">The factors of enlargement as the program was given them; 0 where the sizes decide.</param>
/// <param name="X">Input.</param>
/// <param name="Y">Output.</param>
/// <param name="Dy">The gradient by the output.</param>
/// <param name="Dx">The gradient by the input.</param>
internal sealed record ResizeGolden(
    string Name, ResizeMode Mode, ResizeCoordinates Coordinates, NearestRounding Rounding, PerAxis<double> Factor, Array4 X, Array4 Y, Array4? Dy = null, Array4? Dx = null)
{
    /// <summary>Where they are, for <see cref="SharedFactAttribute"/>.</summary>
    public const string Folder = "data/resize-goldens";

    /// <summary>What PyTorch's <c>interpolate</c> and its gradient computed in double precision.</summary>
    public static IEnumerable<ResizeGolden> PyTorch() => Read("torch-interpolate", (arrays, entry) =>
    {
        string name = Text(entry, "case")!, mode = Text(entry, "mode")!;
        bool aligned = entry.GetProperty("align_corners").ValueKind == JsonValueKind.True, recompute = entry.GetProperty("recompute_scale_factor").ValueKind == JsonValueKind.True;
        (ResizeCoordinates coordinates, NearestRounding rounding) = mode switch
        {
            "nearest" => (ResizeCoordinates.Asymmetric, NearestRounding.Floor),
            "nearest-exact" => (ResizeCoordinates.HalfPixel, NearestRounding.HalfUp),
            _ => (aligned ? ResizeCoordinates.AlignedCorners : ResizeCoordinates.HalfPixel, NearestRounding.Floor),
        };
        return new ResizeGolden(
            name, mode == "bilinear" ? ResizeMode.Bilinear : ResizeMode.Nearest, coordinates, rounding, recompute ? 0 : Pair(entry.GetProperty("scale_factor")),
            arrays(name + ".x"), arrays(name + ".y"), arrays(name + ".gy"), arrays(name + ".gx"));
    });

    /// <summary>What ONNX Runtime's <c>Resize</c> computed in single precision.</summary>
    public static IEnumerable<ResizeGolden> Onnx() => Read("onnx-resize", (arrays, entry) =>
    {
        string name = Text(entry, "case")!;
        return new ResizeGolden(
            name,
            Text(entry, "mode") == "linear" ? ResizeMode.Bilinear : ResizeMode.Nearest,
            Text(entry, "coordinate_transformation_mode") switch
            {
                "half_pixel" => ResizeCoordinates.HalfPixel,
                "pytorch_half_pixel" => ResizeCoordinates.PyTorchHalfPixel,
                "align_corners" => ResizeCoordinates.AlignedCorners,
                "asymmetric" => ResizeCoordinates.Asymmetric,
                string other => throw new InvalidDataException(other),
                null => throw new InvalidDataException("No coordinates."),
            },
            Text(entry, "nearest_mode") switch
            {
                "ceil" => NearestRounding.Ceil,
                "round_prefer_floor" => NearestRounding.HalfDown,
                "round_prefer_ceil" => NearestRounding.HalfUp,
                _ => NearestRounding.Floor,
            },
            Pair(entry.GetProperty("scales")), arrays("x." + Text(entry, "x")), arrays(name));
    });

    private static List<ResizeGolden> Read(string file, System.Func<System.Func<string, Array4>, JsonElement, ResizeGolden> read)
    {
        using ZipArchive arrays = ZipFile.OpenRead(Shared.At(Folder, file + ".npz"));
        using var entries = JsonDocument.Parse(File.ReadAllBytes(Shared.At(Folder, file + ".json")));
        return [.. entries.RootElement.EnumerateArray().Select(entry => read(name => Array(arrays, name), entry))];
    }

    private static Array4 Array(ZipArchive arrays, string name)
    {
        using Stream stream = arrays.GetEntry(name + ".npy")!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Goldens.Npy(bytes.ToArray());
    }

    private static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();

    private static PerAxis<double> Pair(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Array => new PerAxis<double>(value[0].GetDouble(), value[1].GetDouble()),
        _ => 0,
    };
}
