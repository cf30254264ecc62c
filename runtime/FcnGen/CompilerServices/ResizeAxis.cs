using System;
using System.ComponentModel;
using FcnGen.Geometry;

namespace FcnGen.CompilerServices;

/// <summary>
/// Which cells of the input the cells of a resized map read along one axis, in whole numbers, so that every device chooses the same: output <c>o</c>
/// lies at (<see cref="Scale"/> · o + <see cref="Offset"/>) / <see cref="Divisor"/>, bounded by the first and the last cell. It reads the cell at the
/// floor of that and, if bilinear, the one behind it. How nearest ones round is part of the offset. GPU kernels take the numbers as arguments, so that
/// one text serves all sizes.
/// </summary>
/// <param name="scale">At least 1.</param>
/// <param name="offset">May be negative.</param>
/// <param name="divisor">At least 1.</param>
/// <param name="inputs">Cells of the input.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ResizeAxis(int scale, int offset, int divisor, int inputs)
{
    /// <summary>What a position grows by from one output to the next, in parts of a cell.</summary>
    public int Scale { get; } = scale;

    /// <summary>The position of the first output, in parts of a cell.</summary>
    public int Offset { get; } = offset;

    /// <summary>Parts of a cell.</summary>
    public int Divisor { get; } = divisor;

    /// <summary>Cells of the input.</summary>
    public int Inputs { get; } = inputs;

    /// <summary>The numbers for an axis of <paramref name="inputs"/> cells that becomes one of <paramref name="outputs"/>.</summary>
    /// <exception cref="ArgumentException">They would exceed 32 bits.</exception>
    public static ResizeAxis Of<TShape>(Axis along, int inputs, int outputs) where TShape : struct, IResizeShape
    {
        (Rational scale, Rational offset) = Map<TShape>(along, inputs, outputs);
        long divisor, start;
        if (TShape.Mode == ResizeMode.Bilinear)
        {
            divisor = scale.Denominator * new Rational(scale.Denominator, offset.Denominator).Denominator; // the least common multiple
            start = (offset * divisor).Numerator;
        }
        else
        {
            // ⌊(s·o + t)/d⌋ takes no more of t than its floor; ⌈(s·o + t)/d⌉ is ⌊(s·o + ⌈t⌉ + d − 1)/d⌋.
            divisor = scale.Denominator;
            if (TShape.Rounding == NearestRounding.HalfUp) offset += new Rational(1, 2);
            if (TShape.Rounding == NearestRounding.HalfDown) offset -= new Rational(1, 2);
            start = TShape.Rounding is NearestRounding.Floor or NearestRounding.HalfUp
                ? Floor(offset * divisor)
                : divisor - 1 - Floor(-offset * divisor);
        }

        long step = scale.Numerator * (divisor / scale.Denominator);
        long largest = Math.Max(step * outputs, divisor * (inputs + 1L) + step) + Math.Abs(start);
        if (largest > int.MaxValue)
        {
            throw new ArgumentException(
                $"Resizing {inputs} cells to {outputs} counts in parts of 1/{divisor} of a cell, up to {largest}, which exceeds 2^31: use smaller pictures, or a factor of smaller numbers.");
        }

        return new ResizeAxis((int)step, (int)start, (int)divisor, inputs);
    }

    /// <summary>Outputs that read a cell lie at it or at one so many before it: bilinear ones read the next cell, too.</summary>
    public static int Reach(ResizeMode mode) => mode == ResizeMode.Bilinear ? 1 : 0;

    /// <summary>Where an output lies, in parts of a cell.</summary>
    public int Position(int output)
    {
        int last = Divisor * (Inputs - 1);
        int position = output * Scale + Offset;
        position = position > 0 ? position : 0;
        return position < last ? position : last;
    }

    /// <summary>The weight of a cell in a bilinear output that reads it, of <see cref="Divisor"/>: a whole cell less their distance.</summary>
    public int Weight(int output, int input)
    {
        int distance = Position(output) - input * Divisor;
        int rising = Divisor + distance, falling = Divisor - distance;
        return rising < falling ? rising : falling;
    }

    /// <summary>
    /// The first of <paramref name="outputs"/> outputs that does not lie before an input cell. Outputs lie in the order of the cells, so those at
    /// cell <c>i</c>, up to the next, are from <c>Start(i)</c> up to, not including, <c>Start(i + 1)</c>.
    /// </summary>
    public int Start(int input, int outputs)
    {
        int distance = input * Divisor - Offset;
        int start = distance > 0 ? (distance + Scale - 1) / Scale : 0;
        start = start < outputs ? start : outputs;
        start = input < Inputs ? start : outputs;
        return input > 0 ? start : 0;
    }

    /// <summary>
    /// Output <c>o</c> lies at cell Scale · o + Offset. Where the definition has 0 for the scale there is one output or one input, so that any other will
    /// do: <see cref="Start"/> divides by it.
    /// </summary>
    private static (Rational Scale, Rational Offset) Map<TShape>(Axis along, int inputs, int outputs) where TShape : struct, IResizeShape
    {
        Rational step = TShape.Up[along] > 0 ? new Rational(TShape.Down[along], TShape.Up[along]) : new Rational(inputs, outputs);
        return TShape.Coordinates switch
        {
            ResizeCoordinates.AlignedCorners => (inputs > 1 && outputs > 1 ? new Rational(inputs - 1, outputs - 1) : 1, 0),
            ResizeCoordinates.Asymmetric => (step, 0),
            ResizeCoordinates.PyTorchHalfPixel when outputs == 1 => (1, 0),
            ResizeCoordinates.HalfPixel or ResizeCoordinates.PyTorchHalfPixel => (step, (step - 1) / 2),
            _ => throw new ArgumentException($"There is no place of cells with the coordinates {TShape.Coordinates}."),
        };
    }

    private static long Floor(Rational value)
    {
        long quotient = value.Numerator / value.Denominator;
        return quotient * value.Denominator > value.Numerator ? quotient - 1 : quotient;
    }
}
