using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace FcnGen.Generator.Parsing;

/// <summary>
/// An attribute as its class makes it: the classes of the runtime's attributes are compiled into the generator too, so that what is not
/// written has the default that the class gives it, and a default stands once.
/// </summary>
internal static class AttributeInstance
{
    /// <summary>Makes the attribute that a bound declaration of <typeparamref name="T"/>'s class writes.</summary>
    public static T Create<T>(AttributeData data) where T : Attribute => (T)Create(data, typeof(T));

    /// <summary>Makes the attribute that a bound declaration writes.</summary>
    /// <param name="data">The declaration.</param>
    /// <param name="type">The class of that name.</param>
    public static Attribute Create(AttributeData data, Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().Single(c => c.GetParameters().Length == data.ConstructorArguments.Length);
        object?[] arguments = [.. constructor.GetParameters().Select((parameter, i) => Value(data.ConstructorArguments[i], parameter.ParameterType))];
        var attribute = (Attribute)constructor.Invoke(arguments);
        foreach (KeyValuePair<string, TypedConstant> argument in data.NamedArguments)
            if (type.GetProperty(argument.Key) is { } property) property.SetValue(attribute, Value(argument.Value, property.PropertyType));
        return attribute;
    }

    private static object? Value(TypedConstant constant, Type type)
    {
        if (constant.Kind == TypedConstantKind.Array)
        {
            // A list that is null is an empty one.
            Type element = type.GetElementType()!;
            var array = Array.CreateInstance(element, constant.IsNull ? 0 : constant.Values.Length);
            for (int i = 0; i < array.Length; i++) array.SetValue(Value(constant.Values[i], element) ?? (element == typeof(string) ? "" : null), i);
            return array;
        }

        if (constant.IsNull) return type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0) : null;
        return type.IsEnum ? Enum.ToObject(type, constant.Value!) : constant.Value;
    }
}
