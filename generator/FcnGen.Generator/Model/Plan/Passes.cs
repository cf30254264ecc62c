namespace FcnGen.Generator.Model;

/// <summary>A forward pass as a layer sees it that adds its launches.</summary>
internal interface IForwardPass
{
    /// <summary>True for the forward pass of a training step.</summary>
    bool IsTraining { get; }

    /// <summary>How many layers it reads.</summary>
    int Bottoms { get; }

    /// <summary>The value of a layer that it reads.</summary>
    View Bottom(int position = 0);

    /// <summary>True if the value of a layer that it reads is in its own already, since that layer's kernel put it there.</summary>
    bool IsPlaced(int position);

    /// <summary>Where its own kernel leaves what it computes; of a loss, the gradient by the scores that it reads.</summary>
    View Output { get; }

    /// <summary>The activation that its own kernel is to apply; null where there is none, or where it is applied apart.</summary>
    Activation? Activation { get; }

    /// <summary>True if its value goes into a sum that holds another addend already.</summary>
    bool Adds { get; }

    /// <summary>Where the best class per cell is to go instead of the value; null where the value is wanted.</summary>
    View? LabelMap { get; }

    /// <summary>The part of the layer that a crop reads which it keeps.</summary>
    View Window();

    /// <summary>The slice of its value that belongs to one of the layers that it joins.</summary>
    View Slice(int position);

    /// <summary>Where one of its further outputs is to go; null where nobody reads it.</summary>
    View? Further(FurtherOutput output);

    /// <summary>The further output of another layer that it reads.</summary>
    View Source { get; }

    /// <summary>The labels of a loss.</summary>
    View Truth();

    /// <summary>The value of a loss.</summary>
    View LossValue();

    /// <summary>One of its parameters; absent if it has none of that name.</summary>
    /// <param name="name">The parameter of the operation.</param>
    /// <param name="file">Its name in weight files.</param>
    Operand Parameter(string name, string file);

    /// <summary>The key of its stream of random numbers.</summary>
    Operand Key();

    /// <summary>Adds a launch.</summary>
    void Call(Launch launch);
}

/// <summary>A backward pass as a layer sees it that carries its gradient on. Its own activation is undone already.</summary>
internal interface IBackwardPass
{
    /// <summary>How many layers it reads.</summary>
    int Bottoms { get; }

    /// <summary>The value of a layer that it reads.</summary>
    View Bottom(int position = 0);

    /// <summary>True if the gradient of a layer that it reads is its own, so that nothing is to be done.</summary>
    bool IsPlaced(int position);

    /// <summary>The gradient by its value.</summary>
    View Gradient { get; }

    /// <summary>The part of the gradient by what a crop reads that the crop keeps.</summary>
    View Window();

    /// <summary>The slice of its gradient that belongs to one of the layers that it joins.</summary>
    View Slice(int position);

    /// <summary>One of its further outputs, as the forward pass left it.</summary>
    View Further(FurtherOutput output);

    /// <summary>The further output of another layer that its forward pass has read.</summary>
    View Source { get; }

    /// <summary>One of its parameters; absent if it has none of that name.</summary>
    /// <param name="name">The parameter of the operation.</param>
    /// <param name="file">Its name in weight files.</param>
    Operand Parameter(string name, string file);

    /// <summary>Adds the launch that computes the gradients of its parameters, where any are trained.</summary>
    void Train(Launch launch);

    /// <summary>Adds a launch that carries the gradient to a layer that it reads, where that layer or one before it is trained.</summary>
    /// <param name="position">Which layer.</param>
    /// <param name="launch">The operation without its last arguments <c>x</c>, <c>dx</c> and <c>accumulate</c>.</param>
    /// <param name="readsBottom">True if the kernel needs the bottom's value even where there is no mask.</param>
    /// <param name="dx">Where the gradient goes; null for all of the bottom's.</param>
    void Contribute(int position, Launch launch, bool readsBottom = false, View? dx = null);
}
