using System;
using System.Linq;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>Which cells are read, at any size: the whole numbers that all devices share, against the definitions.</summary>
public sealed class ResizeAxisTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 16384)]
    [InlineData(16384, 1)]
    [InlineData(16384, 16384)]
    [InlineData(16384, 16383)]
    [InlineData(16383, 16384)]
    [InlineData(8192, 16384)]
    [InlineData(5461, 16383)]
    [InlineData(16381, 127)]
    [InlineData(127, 16381)]
    public void Cells_are_those_of_the_definition_at_all_sizes(int inputs, int outputs) => CheckAll(inputs, outputs, 0, 1);

    [Theory]
    [InlineData(16384, 2, 1)]
    [InlineData(4999, 17, 10)]
    [InlineData(4999, 3, 10)]
    [InlineData(31, 513, 65)]
    [InlineData(2, 1, 3)] // the size would be 0, and is 1
    public void Cells_are_those_of_the_definition_by_any_factor(int inputs, int up, int down) => CheckAll(inputs, Math.Max(1, inputs * up / down), up, down);

    [Fact]
    public void Numbers_that_exceed_32_bits_are_refused()
    {
        TestResize.Set(ResizeMode.Bilinear, ResizeCoordinates.HalfPixel, NearestRounding.Floor, 1_000_003, 1_000_001);
        var failure = Assert.Throws<ArgumentException>(() => ResizeAxis.Of<TestResize>(Axis.Width, 16384, 16384));
        Assert.Contains("Resizing 16384 cells to 16384", failure.Message, StringComparison.Ordinal);
        Assert.Contains("1/1000003", failure.Message, StringComparison.Ordinal);
        ResizeAxis.Of<TestResize>(Axis.Width, 1000, 1000);
    }

    private static void CheckAll(int inputs, int outputs, int up, int down)
    {
        foreach (ResizeMode mode in Enum.GetValues<ResizeMode>())
        foreach (ResizeCoordinates coordinates in Enum.GetValues<ResizeCoordinates>())
        foreach (NearestRounding rounding in Enum.GetValues<NearestRounding>())
        {
            TestResize.Set(mode, coordinates, rounding, up, down);
            foreach (Axis along in Enum.GetValues<Axis>()) Check(ResizeAxis.Of<TestResize>(along, inputs, outputs), inputs, outputs);
        }
    }

    private static void Check(ResizeAxis axis, int inputs, int outputs)
    {
        ResizeReference reference = ResizeReference.Of<TestResize>();
        int[] readers = new int[inputs + 1];
        for (int o = 0; o < outputs; o++)
        {
            (int first, _, double weight) = reference.Read(o, inputs, outputs, reference.StepW);
            int position = axis.Position(o), cell = position / axis.Divisor;
            if (first != cell) Assert.Fail($"Output {o} reads cell {cell}, not {first}.");
            readers[cell]++;
            if (TestResize.Mode == ResizeMode.Nearest) continue;
            Assert.Equal(weight, (position - cell * axis.Divisor) / (double)axis.Divisor, 1e-9);
            Assert.Equal(1 - weight, axis.Weight(o, cell) / (double)axis.Divisor, 1e-9);
            if (cell + 1 < inputs) Assert.Equal(weight, axis.Weight(o, cell + 1) / (double)axis.Divisor, 1e-9);
        }

        // Every cell is read by those that follow the readers of the cells before it.
        int start = 0;
        for (int i = 0; i <= inputs; i++)
        {
            if (axis.Start(i, outputs) != start) Assert.Fail($"Readers of cell {i} start at {axis.Start(i, outputs)}, not {start}.");
            start += readers[i];
        }

        Assert.Equal((0, outputs), (axis.Start(-1, outputs), readers.Sum()));
    }
}
