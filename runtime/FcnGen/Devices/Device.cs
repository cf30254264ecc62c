using System;
using System.Threading;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// Where a network runs. A device may serve several networks, of several threads too. It must outlive them: once it is disposed, their calls
/// throw <see cref="ObjectDisposedException"/>; disposing it waits for a pass that is at work.
/// </summary>
public abstract class Device : IDisposable
{
    /// <summary>The device's name as used on the command line, such as <c>cpu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One line about the hardware: model, vector width, threads.</summary>
    public abstract string Description { get; }

    /// <summary>The most threads that <see cref="Cpu"/> takes.</summary>
    public const int MaxThreads = 4096;

    /// <summary>The processor of this machine.</summary>
    /// <param name="threads">Threads to use, at most <see cref="MaxThreads"/>; 0 for all cores. Results do not depend on it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of threads.</exception>
    /// <exception cref="DeviceMemoryException">The system does not give so many.</exception>
    public static Device Cpu(int threads = 0) => new CpuDevice(threads);

    /// <summary>False for a device that only studies what a network asks for: parameters are then not filled.</summary>
    protected internal virtual bool KeepsValues => true;

    /// <summary>Storage for one parameter (or its gradient, or its momentum) in the device's own layout, set to zero.</summary>
    protected internal abstract ParameterBuffer CreateParameterBuffer(ParameterInfo info);

    /// <summary>An empty arena for activations.</summary>
    protected internal abstract Arena CreateArena();

    /// <summary>Runs one pass of a network: calls <see cref="Network.Execute{TKernels}"/> with this device's kernels.</summary>
    protected internal abstract void Run(Network network, Arena arena, Pass pass);

    /// <summary>
    /// As the other overload, for a pass whose results may no longer be wanted. Devices give up as soon as they can; what an arena then holds
    /// is undefined. This one looks at the token before the pass only.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    protected internal virtual void Run(Network network, Arena arena, Pass pass, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Run(network, arena, pass);
    }

    /// <summary>Changes every value of a parameter by its gradient, as a rule says.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="first">The rule's first state; null if it keeps none.</param>
    /// <param name="second">The rule's second state; null if it keeps none.</param>
    /// <param name="factors">The numbers of the step.</param>
    protected internal abstract void Update<TRule>(Parameter parameter, ParameterBuffer? first, ParameterBuffer? second, UpdateFactors factors)
        where TRule : struct, IUpdateRule;

    /// <summary>Copies an NCHW picture batch into a blob.</summary>
    protected internal abstract void Upload(Arena arena, ReadOnlySpan<float> nchw, Blob to);

    /// <summary>Copies a blob out in NCHW order.</summary>
    protected internal abstract void Download(Arena arena, Blob from, Span<float> nchw);

    /// <summary>Copies labels into the arena.</summary>
    protected internal abstract void Upload(Arena arena, ReadOnlySpan<byte> labels, ByteBlob to);

    /// <summary>Copies labels out of the arena.</summary>
    protected internal abstract void Download(Arena arena, ByteBlob from, Span<byte> labels);

    /// <summary>Reads the loss and the number of pixels that counted.</summary>
    protected internal abstract (double Loss, double Pixels) ReadLoss(Arena arena, LossCell cell);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases threads and memory.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>The memory of a network's activations. It only grows, so nothing is allocated after the largest size was seen.</summary>
public abstract class Arena : IDisposable
{
    /// <summary>Bytes that are there.</summary>
    public abstract long Capacity { get; }

    /// <summary>Makes sure that <paramref name="bytes"/> are there; what was in the arena may be lost.</summary>
    /// <exception cref="DeviceMemoryException">The device has not that much memory.</exception>
    public abstract void Reserve(long bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the memory.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>The values of one parameter on a device, in the device's own layout.</summary>
public abstract class ParameterBuffer : IDisposable
{
    /// <summary>The network that has the parameter; null for values that no pass uses, such as a solver's.</summary>
    internal NetworkUse? Use { get; set; }

    /// <summary>Packs values given in the order of weight files (O×I×k×k, or I×O×k×k for a transposed convolution).</summary>
    /// <exception cref="ArgumentException">The number of values is another.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Write(ReadOnlySpan<float> values)
    {
        using NetworkUse.Turn turn = Take("ParameterBuffer.Write");
        Store(values);
    }

    /// <summary>Unpacks the values into the order of weight files.</summary>
    /// <exception cref="ArgumentException">The number of values is another.</exception>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Read(Span<float> values)
    {
        using NetworkUse.Turn turn = Take("ParameterBuffer.Read");
        Fetch(values);
    }

    /// <summary>Sets all values to zero.</summary>
    /// <exception cref="InvalidOperationException">The network is at work.</exception>
    public void Clear()
    {
        using NetworkUse.Turn turn = Take("ParameterBuffer.Clear");
        SetToZero();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network is at work; nothing was released.</exception>
    public void Dispose()
    {
        using NetworkUse.Turn turn = Take("ParameterBuffer.Dispose");
        Release();
    }

    /// <summary>Does what <see cref="Write"/> promises.</summary>
    protected internal abstract void Store(ReadOnlySpan<float> values);

    /// <summary>Does what <see cref="Read"/> promises.</summary>
    protected internal abstract void Fetch(Span<float> values);

    /// <summary>Does what <see cref="Clear"/> promises.</summary>
    protected internal abstract void SetToZero();

    /// <summary>Releases the memory, within a call of the network.</summary>
    internal void Release()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the memory.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    private NetworkUse.Turn Take(string call) => Use is { } use ? use.Take(call) : default;
}

/// <summary>A device has not enough memory.</summary>
/// <param name="message">Bytes asked for and available.</param>
/// <param name="inner">What the allocator said.</param>
public sealed class DeviceMemoryException(string message, Exception? inner = null) : FcnGenException(message, inner);

/// <summary>The launch sequences of a network.</summary>
public enum Pass
{
    /// <summary>Pictures to scores, every output stored.</summary>
    Forward,

    /// <summary>Pictures to labels; full-size scores are never stored.</summary>
    Segment,

    /// <summary>Pictures and labels to losses, keeping what the backward pass needs.</summary>
    Training,

    /// <summary>After <see cref="Training"/>: gradients of all parameters, replacing those that were there.</summary>
    Backward,

    /// <summary>As <see cref="Backward"/>, adding to the gradients that are there.</summary>
    BackwardAccumulate,
}
