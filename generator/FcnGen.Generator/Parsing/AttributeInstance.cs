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
    /// <param name="number">The value of a number that is written as an expression in text, by the parameter's index; 0 where there is no such function.</param>
    public static Attribute Create(AttributeData data, Type type, Func<int, object>? number = null)
    {
        ParameterInfo[] parameters = NumberConstructor(type, data.ConstructorArguments.Length).GetParameters();
        object?[] arguments = [.. parameters.Select((parameter, i) =>
            !IsText(data, i) || parameter.ParameterType == typeof(string) ? Value(data.ConstructorArguments[i], parameter.ParameterType)
            : number?.Invoke(i) ?? Activator.CreateInstance(parameter.ParameterType))];
        var attribute = (Attribute)NumberConstructor(type, parameters.Length).Invoke(arguments);
        foreach (KeyValuePair<string, TypedConstant> argument in data.NamedArguments)
            if (type.GetProperty(argument.Key) is { } property) property.SetValue(attribute, Value(argument.Value, property.PropertyType));
        return attribute;
    }

    /// <summary>The constructor that takes numbers as numbers; beside it there may be one that takes them as expressions in text.</summary>
    public static ConstructorInfo NumberConstructor(Type type, int parameters)
    {
        ConstructorInfo[] all = [.. type.GetConstructors().Where(c => c.GetParameters().Length == parameters)];
        return all.Length == 1 ? all[0] : all.Single(static c => !c.GetParameters().Any(static p => p.ParameterType == typeof(string)));
    }

    /// <summary>True if a positional argument is written as text.</summary>
    public static bool IsText(AttributeData data, int position) => data.ConstructorArguments[position] is { Kind: TypedConstantKind.Primitive, Type.SpecialType: SpecialType.System_String };

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

        if (type == typeof(Type)) return null; // a class of the user's, which is none of ours
        if (constant.IsNull) return type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0) : null;
        return type.IsEnum ? Enum.ToObject(type, constant.Value!) : constant.Value;
    }
}
