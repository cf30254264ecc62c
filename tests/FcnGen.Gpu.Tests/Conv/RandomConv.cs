using System;
using System.Linq;
using System.Reflection;
using FcnGen.CompilerServices;

namespace FcnGen.Gpu.Tests;

/// <summary>A convolution of a random shape on a picture of random size, and one pass of it: the same for the same seed.</summary>
internal sealed record RandomConv(
    int Seed, DeviceKind Kind, Precision Precision, Type Shape, int Batch, int Height, int Width, int CropHeight, int CropWidth, Placement Placement, int Pass)
{
    // Products that the slowest of oracle, PoCL and interpreter does in about a second, tiles filled up; and values of one blob.
    private const long MostProducts = 12_000_000;
    private const long MostValues = 120_000;
    private const int Passes = 6;
    private static readonly int[] Channels = [1, 2, 3, 4, 5, 8, 16, 20, 21, 32, 33, 64, 68, 96, 128, 130];
    private static readonly int[] TensorChannels = [4, 20, 32, 36, 64, 68, 96, 100, 128, 132, 192, 200];
    private static readonly Type[] Digits = [.. Enumerable.Range(0, 10).Select(i => typeof(INumber).Assembly.GetType($"{typeof(INumber).Namespace}.N{i}", true)!)];
    private static readonly MethodInfo Chooser = typeof(RandomConv).GetMethod(nameof(IsTensor), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly MethodInfo Runner = typeof(RandomConv).GetMethod(nameof(RunShape), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The case of a seed.</summary>
    public static RandomConv Of(int seed)
    {
        var random = new Random(seed);
        var precision = random.Next(3) == 0 ? Precision.Tf32 : Precision.Strict;
        var kind = precision == Precision.Tf32 || random.Next(3) == 0 ? DeviceKind.Ptx : DeviceKind.OpenCl;
        while (true)
        {
            int pass = random.Next(Passes);
            Window rows = Window.Of(random), columns = random.Next(2) == 0 ? rows : Window.Of(random);
            int groups = random.Next(3) == 0 ? random.Next(2, 5) : 1;
            int[] channels = precision == Precision.Tf32 ? TensorChannels : Channels;
            int inputs = channels[random.Next(channels.Length)];
            int outputs = channels[random.Next(channels.Length)];
            int batch = random.Next(1, 4);
            int height = random.Next(1, 26);
            int width = random.Next(1, 26);
            bool enlarges = pass == Passes - 1;
            int outHeight = rows.Size(height, enlarges);
            int outWidth = columns.Size(width, enlarges);
            int cropHeight = random.Next(3);
            int cropWidth = random.Next(3);
            if (outHeight <= cropHeight || outWidth <= cropWidth) continue;

            long cells = (long)batch * (enlarges ? height * width : outHeight * outWidth);
            long products = (cells + 127) / 128 * 128 * rows.Kernel * columns.Kernel * Math.Max(inputs, 32) * Math.Max(outputs, 32) * groups;
            if (products > MostProducts) continue;
            if ((long)batch * (height + 3) * (width + 5) * (inputs * groups + 11) > MostValues) continue;
            if ((long)batch * (outHeight + 3) * (outWidth + 5) * (outputs * groups + 11) > MostValues) continue;

            Type shape = Shape(rows);
            if (columns != rows) shape = typeof(Oblong<,>).MakeGenericType(shape, Shape(columns));
            Placement placement = precision == Precision.Tf32 ? (Placement)random.Next(2) : (Placement)random.Next(4);
            var found = new RandomConv(seed, kind, precision, shape, batch, height, width, cropHeight, cropWidth, placement, pass);
            if (precision == Precision.Strict || found.SuitsTensorCores()) return found;

            Type Shape(Window w) => typeof(ConvOf<,,,,,,>).MakeGenericType(
                [Number(inputs * groups), Number(outputs * groups), Number(w.Kernel), Number(w.Stride), Number(w.Pad), Number(w.Dilation), Number(groups)]);
        }
    }

    /// <summary>Runs the pass and compares it with plain loops.</summary>
    public void Run() => Runner.MakeGenericMethod(Shape).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [], null);

    private bool SuitsTensorCores() => (bool)Chooser.MakeGenericMethod(Shape).Invoke(this, [])!;

    private bool IsTensor<TShape>() where TShape : struct, IConvShape => Pass switch
    {
        0 or 1 => ConvTactics.Choose<TShape>(ConvPass.Forward, true).IsTensor,
        2 or 3 => ConvTactics.Choose<TShape>(ConvPass.BackwardData, true).IsTensor,
        4 => ConvTactics.Choose<TShape>(ConvPass.BackwardWeights, true).IsTensor,
        _ => ConvTactics.Choose<TransposedShape<TShape>>(ConvPass.BackwardData, true).IsTensor,
    };

    private void RunShape<TShape>() where TShape : struct, IConvShape
    {
        if (Precision == Precision.Tf32)
        {
            RunTensor<TShape>(new TensorCase(Batch, Height, Width, CropHeight, CropWidth, Placement));
            return;
        }

        var conv = new ConvCase(Batch, Height, Width, CropHeight, CropWidth, Placement);
        switch (Pass)
        {
            case 0:
                conv.Forward<TShape>(Kind);
                break;
            case 1:
                conv.Relu<TShape>(Kind);
                break;
            case 2:
                conv.Data<TShape>(Kind);
                break;
            case 3:
                conv.PlainData<TShape>(Kind);
                break;
            case 4:
                conv.Weights<TShape>(Kind);
                break;
            default:
                new DeconvCase(Batch, Height, Width, CropHeight, CropWidth, Placement).Check<TShape>(Kind);
                break;
        }
    }

    private void RunTensor<TShape>(TensorCase conv) where TShape : struct, IConvShape
    {
        switch (Pass)
        {
            case 0 or 1:
                conv.Forward<TShape>();
                break;
            case 2 or 3:
                conv.Data<TShape>();
                break;
            case 4:
                conv.Weights<TShape>();
                break;
            default:
                conv.Deconv<TShape>();
                break;
        }
    }

    /// <summary>The type of a number, digit by digit.</summary>
    private static Type Number(int value)
    {
        if (value < 0) return typeof(Minus<>).MakeGenericType(Number(-value));
        Type digit = Digits[value % 10];
        return value < 10 ? digit : typeof(D<,>).MakeGenericType(Number(value / 10), digit);
    }

    /// <summary>A window along one axis.</summary>
    private sealed record Window(int Kernel, int Stride, int Pad, int Dilation)
    {
        public static Window Of(Random random)
        {
            int kernel = random.Next(12) == 0 ? 20 : random.Next(1, random.Next(2, 12));
            int stride = kernel == 20 ? 3 : random.Next(1, 5);
            int dilation = random.Next(2) == 0 ? 1 : random.Next(1, 4);
            int pad = random.Next(3) == 0 ? random.Next(-1, 2 * kernel + 1) : random.Next(0, kernel / 2 + 1);
            return new Window(kernel, stride, pad, dilation);
        }

        /// <summary>What becomes of so many cells.</summary>
        public int Size(int cells, bool enlarges)
        {
            int reach = Dilation * (Kernel - 1) + 1, room = cells + 2 * Pad - reach;
            return enlarges ? (cells - 1) * Stride + reach - 2 * Pad : room < 0 ? 0 : room / Stride + 1;
        }
    }
}
