using System;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen.Cpu.Tests;

/// <summary>Resizing in plain loops, after the definitions of ONNX and PyTorch.</summary>
/// <param name="Mode">How the values come about.</param>
/// <param name="Coordinates">Where the cells of the output lie.</param>
/// <param name="Rounding">Which cell is nearest.</param>
/// <param name="StepH">1 over the factor of the height; 0 where the sizes decide.</param>
/// <param name="StepW">1 over the factor of the width; 0 where the sizes decide.</param>
internal sealed record ResizeReference(ResizeMode Mode, ResizeCoordinates Coordinates, NearestRounding Rounding, double StepH = 0, double StepW = 0)
{
    /// <summary>The constants of a shape.</summary>
    public static ResizeReference Of<TShape>() where TShape : struct, IResizeShape
    {
        PerAxis<int> up = TShape.Up, down = TShape.Down;
        return new(TShape.Mode, TShape.Coordinates, TShape.Rounding, Step(up.Height, down.Height), Step(up.Width, down.Width));

        static double Step(int up, int down) => up > 0 ? down / (double)up : 0;
    }

    public Array4 Forward(Array4 x, int height, int width)
    {
        var y = new Array4(x.N, x.C, height, width);
        Visit(y, x.H, x.W, (n, c, h, w, row, column, weight) => y[n, c, h, w] += weight * x[n, c, row, column]);
        return y;
    }

    public Array4 Backward(Array4 dy, int height, int width)
    {
        var dx = new Array4(dy.N, dy.C, height, width);
        Visit(dy, height, width, (n, c, h, w, row, column, weight) => dx[n, c, row, column] += weight * dy[n, c, h, w]);
        return dx;
    }

    /// <summary>The cells that an output reads along one axis, and the weight of the second.</summary>
    public (int First, int Second, double Weight) Read(int output, int inputs, int outputs, double step)
    {
        double position = Position(output, inputs, outputs, step);
        if (Mode == ResizeMode.Bilinear)
        {
            position = Math.Clamp(position, 0, inputs - 1);
            int first = (int)position;
            return (first, Math.Min(first + 1, inputs - 1), position - first);
        }

        double nearest = Rounding switch
        {
            NearestRounding.Floor => Math.Floor(position),
            NearestRounding.Ceil => Math.Ceiling(position),
            NearestRounding.HalfDown => Math.Ceiling(position - 0.5),
            _ => Math.Floor(position + 0.5),
        };
        int cell = Math.Clamp((int)nearest, 0, inputs - 1);
        return (cell, cell, 0);
    }

    private double Position(int output, int inputs, int outputs, double step)
    {
        if (step == 0) step = inputs / (double)outputs;
        double position = Coordinates switch
        {
            ResizeCoordinates.AlignedCorners => outputs == 1 ? 0 : output * (inputs - 1.0) / (outputs - 1),
            ResizeCoordinates.Asymmetric => output * step,
            ResizeCoordinates.PyTorchHalfPixel when outputs == 1 => 0,
            _ => (output + 0.5) * step - 0.5,
        };

        // Roundings change at multiples of ½, and a position there may come out beside it: fractions of sizes never lie so close otherwise.
        double half = Math.Round(2 * position) / 2;
        return Math.Abs(position - half) < 1e-9 ? half : position;
    }

    private void Visit(Array4 y, int height, int width, Action<int, int, int, int, int, int, double> visit)
    {
        for (int n = 0; n < y.N; n++)
        for (int c = 0; c < y.C; c++)
        for (int h = 0; h < y.H; h++)
        for (int w = 0; w < y.W; w++)
        {
            (int above, int below, double lower) = Read(h, height, y.H, StepH);
            (int left, int right, double after) = Read(w, width, y.W, StepW);
            visit(n, c, h, w, above, left, (1 - lower) * (1 - after));
            visit(n, c, h, w, above, right, (1 - lower) * after);
            visit(n, c, h, w, below, left, lower * (1 - after));
            visit(n, c, h, w, below, right, lower * after);
        }
    }
}
