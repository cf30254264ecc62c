namespace FcnGen;

/// <summary>How gradients change parameters.</summary>
public enum SolverAlgorithm
{
    /// <summary>Stochastic gradient descent with momentum, as Caffe has it.</summary>
    Sgd,

    /// <summary>
    /// Adam (Kingma and Ba 2015, arXiv 1412.6980): steps of about the learning rate, whatever the scale of the gradients. Weight decay is an L2
    /// penalty, part of the gradient.
    /// </summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101): weights shrink by rate · decay, whatever the gradients are.</summary>
    AdamW,
}

/// <summary>How the learning rate changes with the iteration i; <see cref="LearningRateSchedule"/> is for rules of your own.</summary>
public enum LearningRatePolicy
{
    /// <summary>base.</summary>
    Fixed,

    /// <summary>base · gamma^⌊i / step⌋.</summary>
    Step,

    /// <summary>base · (1 − i / max)^power.</summary>
    Poly,
}

/// <summary>The order in which samples are shown.</summary>
public enum SampleOrder
{
    /// <summary>Every sample once before any comes again, in another order each time.</summary>
    ShuffledEpochs,

    /// <summary>Each drawn from all, as the published networks were trained.</summary>
    WithReplacement,
}
