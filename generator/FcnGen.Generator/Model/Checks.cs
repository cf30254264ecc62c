namespace FcnGen.Generator.Model;

/// <summary>How a kind reports arguments that are out of range.</summary>
internal interface IArgumentChecks
{
    /// <summary>Reports an argument unless a condition holds.</summary>
    /// <param name="holds">The condition.</param>
    /// <param name="argument">Name of the argument.</param>
    /// <param name="found">What is written.</param>
    /// <param name="expected">What would be right, in words.</param>
    void Require(bool holds, string argument, string found, string expected);

    /// <summary>Reports a list of the wrong length.</summary>
    /// <param name="argument">Name of the argument.</param>
    /// <param name="found">Its length.</param>
    /// <param name="because">What asks for another one, in words.</param>
    void WrongCount(string argument, int found, string because);
}

/// <summary>The channels of what a layer reads, and how a kind reports those that do not fit.</summary>
internal interface IChannelChecks
{
    /// <summary>How many layers it reads.</summary>
    int Count { get; }

    /// <summary>For a layer that reads a further output of another one: the position of that one, behind those that it reads.</summary>
    int Source { get; }

    /// <summary>Channels of one of them.</summary>
    int this[int position] { get; }

    /// <summary>Its name in messages.</summary>
    string Name(int position);

    /// <summary>Its channels in words, with the layer that set them.</summary>
    string Describe(int position);

    /// <summary>Reports something about the layer.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="argument">The argument at fault; null for the whole attribute.</param>
    /// <param name="arguments">Values of the message's placeholders after the first, which is the layer's name.</param>
    /// <param name="index">Index within a list argument; -1 for none.</param>
    /// <param name="related">Position of the bottom that takes part; -1 for none.</param>
    /// <param name="set">The value of the argument that would mend it; null where none is certain.</param>
    void Report(string id, string? argument, string[] arguments, int index = -1, int related = -1, string? set = null);

    /// <summary>Reports a list of the wrong length.</summary>
    void WrongCount(string argument, int found, string because);
}
