using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace FcnGen;

/// <summary>Values by name, in the order of the names, whatever the order that they were given in; equal where names and values are.</summary>
internal sealed class NamedValues<T> : IReadOnlyDictionary<string, T>, IEquatable<NamedValues<T>>
    where T : class
{
    private readonly string[] _names;
    private readonly T[] _values;

    /// <exception cref="ArgumentException">There are none, or one is null.</exception>
    public NamedValues(IReadOnlyDictionary<string, T> values, string argument)
    {
        ArgumentNullException.ThrowIfNull(values, argument);
        if (values.Count == 0) throw new ArgumentException("A sample has at least one input and one label map.", argument);
        KeyValuePair<string, T>[] sorted = [.. values.OrderBy(pair => pair.Key, StringComparer.Ordinal)];
        foreach ((string name, T value) in sorted) ArgumentNullException.ThrowIfNull(value, $"{argument}[{name}]");
        _names = [.. sorted.Select(pair => pair.Key)];
        _values = [.. sorted.Select(pair => pair.Value)];
    }

    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public NamedValues(string name, T value, string argument)
    {
        ArgumentNullException.ThrowIfNull(value, argument);
        _names = [name];
        _values = [value];
    }

    public IReadOnlyList<string> Names => _names;

    public IReadOnlyList<T> All => _values;

    public int Count => _names.Length;

    public IEnumerable<string> Keys => _names;

    public IEnumerable<T> Values => _values;

    public T this[string key] => TryGetValue(key, out T? value) ? value
        : throw new KeyNotFoundException($"There is no \"{key}\", but {string.Join(", ", _names.Select(name => $"\"{name}\""))}.");

    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        int place = Array.IndexOf(_names, key);
        value = place < 0 ? null : _values[place];
        return place >= 0;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (int i = 0; i < _names.Length; i++) yield return new KeyValuePair<string, T>(_names[i], _values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(NamedValues<T>? other) =>
        other is not null && _names.AsSpan().SequenceEqual(other._names) && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as NamedValues<T>);

    public override int GetHashCode() => HashCode.Combine(_names.Length, _names[0], _values[0]);
}
