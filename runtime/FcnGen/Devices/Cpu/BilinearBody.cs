using System;
using System.Numerics;
using FcnGen.CompilerServices;
using FcnGen.Geometry;

namespace FcnGen;

internal readonly unsafe partial struct CpuKernels
{
    /// <inheritdoc/>
    public void Bilinear<TShape>(Blob x, Blob y, bool accumulate) where TShape : struct, IConvShape =>
        Enlarge<TShape>(new BilinearBody { From = View(x), To = View(y), Height = y.Height, Width = y.Width, Accumulate = accumulate }, y.Batch);

    /// <inheritdoc/>
    public void BilinearArgMax<TShape>(Blob x, ByteBlob labels) where TShape : struct, IConvShape =>
        Enlarge<TShape>(new BilinearBody { From = View(x), Labels = arena + labels.Offset, Height = labels.Height, Width = labels.Width }, labels.Batch);

    /// <inheritdoc/>
    public void BilinearBackward<TShape, TMask>(Blob dy, Blob x, Blob dx, bool accumulate)
        where TShape : struct, IConvShape where TMask : struct, IGradientMask
    {
        var body = new BilinearBackwardBody
        {
            Gradient = View(dy),
            Target = Target<TMask>(dx, x, accumulate),
            Rows = BilinearAxis.Of<TShape>(Axis.Height),
            Columns = BilinearAxis.Of<TShape>(Axis.Width),
            Scratch = device.Scratch.Workers(BilinearBody.ScratchFloats(dy.Width, dy.Channels)),
        };
        RowTasks<BilinearBackwardBody>.Run(device.Pool, body, body.Target.To.Rows, (long)dy.Width * dy.Channels * TShape.Kernel.Width);
    }

    /// <inheritdoc/>
    public void ArgMax(Blob scores, ByteBlob labels)
    {
        View view = View(scores);
        RowTasks<ArgMaxBody>.Run(device.Pool, new ArgMaxBody { From = view, Labels = arena + labels.Offset }, view.Rows, (long)view.Width * view.Channels);
    }

    private void Enlarge<TShape>(BilinearBody body, int batch) where TShape : struct, IConvShape
    {
        body.Rows = BilinearAxis.Of<TShape>(Axis.Height);
        body.Columns = BilinearAxis.Of<TShape>(Axis.Width);
        body.Scratch = device.Scratch.Workers(BilinearBody.ScratchFloats(body.From.Width, body.From.Channels));
        RowTasks<BilinearBody>.Run(device.Pool, body, batch * body.Height, (long)body.Width * body.From.Channels);
    }
}

/// <summary>The fixed kernel along one axis: output position q = cell + pad takes input i with weight w(q − i · stride).</summary>
internal unsafe struct BilinearAxis
{
    /// <summary>Longest kernel that weights are kept for; twice the largest enlargement in use.</summary>
    private const int MaxKernel = 256;

    public int Kernel;
    public int Stride;
    public int Pad;
    private fixed float _weights[MaxKernel];

    public static BilinearAxis Of<TShape>(Axis along) where TShape : struct, IConvShape
    {
        int kernel = TShape.Kernel[along];
        if (kernel > MaxKernel) throw new NotSupportedException($"A bilinear kernel has at most {MaxKernel} taps a side; this one has {kernel}.");
        var axis = new BilinearAxis { Kernel = kernel, Stride = TShape.Stride[along], Pad = TShape.Pad[along] };
        double factor = (kernel + 1) / 2;
        double centre = kernel % 2 == 0 ? factor - 0.5 : factor - 1;
        for (int i = 0; i < kernel; i++) axis._weights[i] = (float)(1 - Math.Abs(i - centre) / factor);
        return axis;
    }

    /// <summary>The weight between an output and an input cell.</summary>
    public readonly float Weight(int output, int input) => _weights[output + Pad - input * Stride];

    /// <summary>The inputs that an output reads.</summary>
    public readonly (int First, int End) Inputs(int output, int count) =>
        (Math.Max(0, Lanes.FloorDivide(output + Pad - Kernel, Stride) + 1), Math.Min(count, Lanes.FloorDivide(output + Pad, Stride) + 1));

    /// <summary>The outputs that read an input.</summary>
    public readonly (int First, int End) Outputs(int input, int count) =>
        (Math.Max(0, input * Stride - Pad), Math.Min(count, input * Stride - Pad + Kernel));
}

/// <summary>Bilinear enlargement, first down the columns into one row of scratch, then along it; or only the winning class per pixel.</summary>
internal unsafe struct BilinearBody : IRowBody
{
    public View From;
    public View To;
    public byte* Labels;
    public int Height;
    public int Width;
    public bool Accumulate;
    public BilinearAxis Rows;
    public BilinearAxis Columns;
    public float** Scratch;

    /// <summary>Values of scratch per worker.</summary>
    public static long ScratchFloats(int width, int channels) => (long)(width + 1) * Lanes.Padded(channels);

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int channels = From.Channels;
        int pitch = Lanes.Padded(channels);
        float* sum = Scratch[worker];
        float* line = sum + pitch;
        Vertical(row / Height, row % Height, line, pitch);
        for (int w = 0; w < Width; w++)
        {
            (int first, int end) = Columns.Inputs(w, From.Width);
            for (int c = 0; c < pitch; c += Lanes.Width)
            {
                Vector<float> value = Vector<float>.Zero;
                for (int i = first; i < end; i++) value += Vector.Load(line + (long)i * pitch + c) * Columns.Weight(w, i);
                Vector.Store(value, sum + c);
            }

            if (Labels is not null)
            {
                Labels[(long)row * Width + w] = (byte)Lanes.ArgMax(sum, channels);
                continue;
            }

            float* to = To.Row(row) + (long)w * To.PixelStride;
            if (Accumulate) Lanes.AddScaled(1, sum, to, channels);
            else new ReadOnlySpan<float>(sum, channels).CopyTo(new Span<float>(to, channels));
        }
    }

    private readonly void Vertical(int image, int h, float* line, int pitch)
    {
        Lanes.Clear(line, From.Width * pitch);
        (int first, int end) = Rows.Inputs(h, From.Height);
        for (int i = first; i < end; i++)
        {
            float weight = Rows.Weight(h, i);
            float* from = From.Row(image, i);
            for (int w = 0; w < From.Width; w++, from += From.PixelStride) Lanes.AddScaled(weight, from, line + (long)w * pitch, From.Channels);
        }
    }
}

/// <summary>The gradient of the enlargement: the same two steps the other way round.</summary>
internal unsafe struct BilinearBackwardBody : IRowBody
{
    public View Gradient;
    public GradientTarget Target;
    public BilinearAxis Rows;
    public BilinearAxis Columns;
    public float** Scratch;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        int channels = Gradient.Channels;
        int pitch = Lanes.Padded(channels);
        float* sum = Scratch[worker];
        float* line = sum + pitch;
        int image = row / Target.To.Height;
        int h = row % Target.To.Height;
        Lanes.Clear(line, Gradient.Width * pitch);
        (int first, int end) = Rows.Outputs(h, Gradient.Height);
        for (int i = first; i < end; i++)
        {
            float weight = Rows.Weight(i, h);
            float* from = Gradient.Row(image, i);
            for (int w = 0; w < Gradient.Width; w++, from += Gradient.PixelStride) Lanes.AddScaled(weight, from, line + (long)w * pitch, channels);
        }

        for (int w = 0; w < Target.To.Width; w++)
        {
            (int left, int right) = Columns.Outputs(w, Gradient.Width);
            for (int c = 0; c < pitch; c += Lanes.Width)
            {
                Vector<float> value = Vector<float>.Zero;
                for (int j = left; j < right; j++) value += Vector.Load(line + (long)j * pitch + c) * Columns.Weight(j, w);
                Vector.Store(value, sum + c);
            }

            Target.Store(sum, image, h, w);
        }
    }
}

/// <summary>The class of the largest channel per pixel.</summary>
internal unsafe struct ArgMaxBody : IRowBody
{
    public View From;
    public byte* Labels;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* from = From.Row(row);
        byte* labels = Labels + (long)row * From.Width;
        for (int w = 0; w < From.Width; w++, from += From.PixelStride) labels[w] = (byte)Lanes.ArgMax(from, From.Channels);
    }
}
