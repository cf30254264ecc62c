using System;
using System.Linq;

namespace FcnGen;

/// <summary>
/// Bounds the norm of the gradient (Pascanu, Mikolov and Bengio 2013, arXiv 1211.5063, algorithm 1; Caffe's clip_gradients): where the
/// Euclidean norm over all trained parameters together exceeds <see cref="SolverOptions.ClipGradients"/>, all gradients are scaled by the same
/// factor, so that it is the norm. It is that of the mean over the batches of an iteration (Caffe's is of their sum), without weight decay and
/// without the multipliers of parameters. Stands before the operation that uses the gradients.
/// </summary>
internal sealed class GradientClip(Device device, ParameterSet parameters) : ParameterOperation
{
    private readonly Parameter[] _trained = [.. parameters.All.Where(parameter => parameter.Info.IsTrained)];

    /// <inheritdoc/>
    /// <exception cref="NotFiniteNumberException">The norm is no finite number.</exception>
    public override void Run(Step step)
    {
        double norm = step.GradientScale * Math.Sqrt(device.SumOfSquares(_trained));
        if (!double.IsFinite(norm)) throw new NotFiniteNumberException("The norm of the gradients is not a finite number.", norm);
        if (norm > step.Options.ClipGradients) step.GradientScale = (float)(step.GradientScale * (step.Options.ClipGradients / norm));
    }
}
