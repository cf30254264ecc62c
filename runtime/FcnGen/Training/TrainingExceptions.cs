using System;

namespace FcnGen;

/// <summary>The loss, the gradients that are to be bounded or the weights are no longer finite numbers; the last good checkpoint, if one was saved, is untouched.</summary>
/// <param name="message">When it happened, which checkpoint is good, what to do.</param>
/// <param name="iteration">Iterations that were completed before.</param>
public sealed class TrainingDivergedException(string message, long iteration) : FcnGenException(message)
{
    /// <summary>Iterations that were completed before.</summary>
    public long Iteration => iteration;
}

/// <summary>A checkpoint is missing, cut short, damaged, or of another training run.</summary>
/// <param name="message">The file, what is wrong, what to do.</param>
/// <param name="inner">What the file system or the parser said.</param>
public sealed class CheckpointException(string message, Exception? inner = null) : FcnGenException(message, inner);
