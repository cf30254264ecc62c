using System;
using System.Threading;
using FcnGen.CompilerServices;

namespace FcnGen;

/// <summary>
/// Where a network runs. A device may serve several networks, of several threads too. It must outlive them: once it is disposed, their calls
/// throw <see cref="ObjectDisposedException"/>; disposing it waits for a pass that is at work.
/// </summary>
public abstract partial class Device : IDisposable
{
    /// <summary>The device's name as used on the command line, such as <c>cpu</c>.</summary>
    public abstract string Name { get; }

    /// <summary>One line about the hardware: model, vector width, threads.</summary>
    public abstract string Description { get; }

    /// <summary>False for a device that only studies what a network asks for: parameters are then not filled.</summary>
    protected internal virtual bool KeepsValues => true;

    /// <summary>Storage for one parameter (or its gradient, or what an optimiser keeps for it) in the device's own layout, set to zero.</summary>
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

    /// <summary>
    /// Runs the two passes of a training step, one right behind the other: nobody looks at anything, or changes it, in between. Devices that
    /// replay passes may make them one; this one runs both.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="arena">Its arena.</param>
    /// <param name="backward"><see cref="Pass.Backward"/> or <see cref="Pass.BackwardAccumulate"/>.</param>
    protected internal virtual void RunStep(Network network, Arena arena, Pass backward)
    {
        Run(network, arena, Pass.Training);
        Run(network, arena, backward);
    }

    /// <summary>Changes every value of a parameter by its gradient, as a rule says.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="first">The rule's first state; null if it keeps none.</param>
    /// <param name="second">The rule's second state; null if it keeps none.</param>
    /// <param name="factors">The numbers of the step.</param>
    protected internal abstract void Update<TRule>(Parameter parameter, ParameterBuffer? first, ParameterBuffer? second, UpdateFactors factors)
        where TRule : struct, IUpdateRule;

    /// <summary>
    /// The sum of the squares of all values of the gradients of some parameters, always added up in the same order. The cpu device computes in
    /// double precision. GPUs square and add in float32, within 2^-18 of the sum: there, the square of a value of more than
    /// 1.8·10^19 is infinite, and that of one of less than 10^-19 may be zero.
    /// </summary>
    /// <param name="parameters">The parameters.</param>
    /// <returns>The sum; not finite where a value is not.</returns>
    protected internal abstract double SumOfSquares(ReadOnlySpan<Parameter> parameters);

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
