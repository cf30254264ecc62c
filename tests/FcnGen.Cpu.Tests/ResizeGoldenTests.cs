using System;
using System.Collections.Generic;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Geometry;
using FcnGen.Tests;

namespace FcnGen.Cpu.Tests;

/// <summary>Maps that PyTorch and ONNX Runtime resized, against the loops and the cpu device.</summary>
public sealed class ResizeGoldenTests
{
    /// <summary>Of the largest value.</summary>
    private const double Tolerance = 1e-4;

    [SharedFact(ResizeGolden.Folder)]
    public void PyTorch_agrees()
    {
        using var bench = new Bench(2);
        int cases = 0;
        foreach (ResizeGolden golden in ResizeGolden.PyTorch())
        {
            ResizeReference reference = Reference(golden);
            CheckLargest(golden.Y, reference.Forward(golden.X, golden.Y.H, golden.Y.W), 1e-12, "loops, " + golden.Name);
            CheckLargest(golden.Dx!, reference.Backward(golden.Dy!, golden.X.H, golden.X.W), 1e-12, "gradient of the loops, " + golden.Name);

            Blob x = Forward(bench, golden);
            Blob dx = bench.Blob(golden.X.N, golden.X.C, golden.X.H, golden.X.W, true);
            bench.Kernels.ResizeBackward<TestResize, PassThrough>(bench.Place(golden.Dy!, false), x, dx, false);
            CheckLargest(golden.Dx!, bench.Read(dx), Tolerance, "gradient, " + golden.Name);
            cases++;
        }

        Assert.Equal(84, cases);
    }

    [SharedFact(ResizeGolden.Folder)]
    public void Onnx_Runtime_agrees()
    {
        using var bench = new Bench(2);
        var undecided = new List<string>();
        foreach (ResizeGolden golden in ResizeGolden.Onnx())
        {
            // A position that is a whole number lies before it in float32, whose floor is another cell.
            if (golden.Name == "o53")
            {
                undecided.Add(golden.Name);
                continue;
            }

            CheckLargest(golden.Y, Reference(golden).Forward(golden.X, golden.Y.H, golden.Y.W), 2e-5, "loops, " + golden.Name);
            Forward(bench, golden);
        }

        Assert.Equal(["o53"], undecided);
    }

    /// <summary>Compares the output of the device; its input stays placed.</summary>
    private static Blob Forward(Bench bench, ResizeGolden golden)
    {
        bench.Reset();
        (PerAxis<int> up, PerAxis<int> down) = (golden.Factor.Select(factor => Ratio(factor).Up), golden.Factor.Select(factor => Ratio(factor).Down));
        TestResize.Set(golden.Mode, golden.Coordinates, golden.Rounding, up, down);
        Blob x = bench.Place(golden.X, true), y = bench.Blob(golden.Y.N, golden.Y.C, golden.Y.H, golden.Y.W, false);
        bench.Kernels.Resize<TestResize>(x, y, false);
        CheckLargest(golden.Y, bench.Read(y), Tolerance, golden.Name);
        return x;
    }

    private static ResizeReference Reference(ResizeGolden golden)
    {
        PerAxis<double> step = golden.Factor.Select(factor => factor > 0 ? 1 / factor : 0);
        return new(golden.Mode, golden.Coordinates, golden.Rounding, step.Height, step.Width);
    }

    /// <summary>The simplest fraction that is the factor in single precision.</summary>
    private static (int Up, int Down) Ratio(double factor)
    {
        int down = Enumerable.Range(1, 1000).First(down => (float)(Math.Round(factor * down) / down) == (float)factor);
        return ((int)Math.Round(factor * down), down);
    }

    private static void CheckLargest(Array4 expected, Array4 actual, double tolerance, string what)
    {
        double largest = expected.Values.Max(Math.Abs);
        Close.Check(expected, expected.Map(_ => largest), actual, tolerance, what);
    }
}
