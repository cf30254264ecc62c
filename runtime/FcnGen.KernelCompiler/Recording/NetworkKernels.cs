using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics.Tensors;
using System.Reflection;
using FcnGen.Geometry;
using FcnGen.Gpu;

namespace FcnGen.KernelCompiler;

/// <summary>What a program does with its networks.</summary>
public enum NetworkPasses
{
    /// <summary>Forward passes to scores and to labels.</summary>
    Inference,

    /// <summary>Those, and training.</summary>
    All,
}

/// <summary>
/// The kernels that a network launches, found by running it once on a device that only takes notes, at its smallest size: which kernels
/// an operation needs does not depend on the size of the picture.
/// </summary>
public static class NetworkKernels
{
    // Which kernels are launched does not depend on it; it only has to be something.
    private const int Processors = 100;

    /// <summary>The kernels of one network for one target and precision, by name; those without constants of a network are among them.</summary>
    /// <param name="network">A class that the generator completed.</param>
    /// <param name="passes">What will be run.</param>
    /// <param name="precision">Precision of the device.</param>
    /// <param name="target">PTX for devices with tensor cores, OpenCL C for those without.</param>
    /// <exception cref="NetworkRecordingException">The network can't be created or run.</exception>
    public static IReadOnlyList<KernelDefinition> Of(Type network, NetworkPasses passes, Precision precision, KernelTarget target) =>
        Of(network, passes, precision, target, extraPixels: 0);

    /// <summary>As the other overload, at sides of so many pixels more than the smallest, where the network takes such pictures.</summary>
    internal static IReadOnlyList<KernelDefinition> Of(Type network, NetworkPasses passes, Precision precision, KernelTarget target, int extraPixels)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!network.IsSubclassOf(typeof(Network)) || network.GetConstructor([typeof(Device), typeof(int)]) is not { } constructor)
        {
            throw new NetworkRecordingException($"{network.FullName} is not a network whose kernels can be found: it must have the constructor that the generator makes.");
        }

        using var device = new RecordingDevice(precision, hasTensorCores: target == KernelTarget.Ptx, Processors);
        try
        {
            using var run = (Network)constructor.Invoke([device, 1]);
            PerAxis<int> size = run.Description.MinSize;
            int extra = run.Description.FixedSize is null ? extraPixels : 0;
            Run(run, passes, size.Height + extra, size.Width + extra);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // What is thrown inside of the network, static constructors included.
            Exception cause = e;
            while (cause is TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner) cause = inner;
            throw new NetworkRecordingException($"The kernels of {network.FullName} can't be found: created and run once, it failed with {cause.GetType().Name}: {cause.Message}", cause);
        }

        return
        [
            .. device.Recorded.Concat(device.Further).Concat(CommonKernels.All).DistinctBy(kernel => kernel.Name).OrderBy(kernel => kernel.Name, StringComparer.Ordinal),
        ];
    }

    private static void Run(Network network, NetworkPasses passes, int pictureHeight, int pictureWidth)
    {
        var layers = network.Description.Layers;
        var sizes = network.Description.Sizes(pictureHeight, pictureWidth);
        Tensor<float>[] pictures = [.. layers.Where(layer => layer.Kind == LayerKind.Input).Select(layer => Tensor.CreateFromShape<float>([1, layer.Channels, pictureHeight, pictureWidth]))];

        network.RunForward(pictures); // every output
        if (pictures.Length == 1)
        {
            var (height, width) = sizes[layers.Index().First(layer => layer.Item.IsOutput).Index];
            network.Segment(new float[pictures[0].FlattenedLength], new byte[height * width], 1, pictureHeight, pictureWidth);
        }

        if (passes == NetworkPasses.Inference || network.LossCount == 0) return;
        byte[][] labels =
        [
            .. layers.Where(layer => layer.IsLoss).Select(loss => new byte[sizes[loss.Bottoms[0]].Height * sizes[loss.Bottoms[0]].Width]),
        ];
        network.ForwardTraining(pictures, labels);
        network.Backward();
        network.ForwardTraining(pictures, labels);
        network.Backward(accumulate: true);
    }
}

/// <summary>The kernels that a network needs can't be found.</summary>
/// <param name="message">The network and the reason.</param>
/// <param name="inner">The cause.</param>
public sealed class NetworkRecordingException(string message, Exception? inner = null) : FcnGenException(message, inner);
