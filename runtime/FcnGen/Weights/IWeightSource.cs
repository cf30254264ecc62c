using System;
using System.Collections.Generic;

namespace FcnGen;

/// <summary>
/// Where weights come from: an open file of some format (<see cref="WeightFiles"/>), or another source seen through a name map
/// (<see cref="RenamedWeights"/>). Values are read when they are asked for, so a source may be larger than memory.
/// </summary>
public interface IWeightSource : IDisposable
{
    /// <summary>What errors call it: the path of the file or folder, or what the stream was called.</summary>
    string Name { get; }

    /// <summary>The tensors, each name once.</summary>
    IReadOnlyList<WeightTensor> Tensors { get; }

    /// <summary>Free text entries; none in a format that has no place for them.</summary>
    IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a tensor as float32, the last dimension fastest.</summary>
    /// <param name="name">The name of one of <see cref="Tensors"/>.</param>
    /// <param name="values">Receives its values; as long as it has values.</param>
    /// <exception cref="ArgumentException">There is no tensor of that name, or there is room for another number of values.</exception>
    /// <exception cref="WeightFileException">Its values can't be read as numbers (<see cref="WeightTensor.Obstacle"/>), or the disk can't be read.</exception>
    void Read(string name, Span<float> values);
}
