using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Reflected = System.Reflection.ParameterInfo;

namespace FcnGen.Tests;

/// <summary>
/// Calls every public constructor and method of an assembly once for each parameter that may not be null, with null there, and lists
/// those that do anything else than throw <see cref="ArgumentNullException"/> for it.
/// </summary>
/// <param name="known">An object for a type of parameter or receiver; null if there is none.</param>
internal sealed class NullArguments(Func<Type, object?> known)
{
    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>Calls that did not throw it.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Calls that can't be made by reflection, or whose other arguments or receiver are not known.</summary>
    public List<string> Skipped { get; } = [];

    /// <summary>Calls that threw it.</summary>
    public int Right { get; private set; }

    public void Check(Assembly assembly)
    {
        foreach (Type type in assembly.GetExportedTypes().Where(IsOfInterest).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (ConstructorInfo constructor in type.IsAbstract ? [] : type.GetConstructors()) Check(type, constructor);
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                bool isAccessor = method.IsSpecialName && !method.Name.StartsWith("get_Item", StringComparison.Ordinal);
                if (!isAccessor && !method.IsGenericMethodDefinition && method.Name is not "Equals" && !method.Name.StartsWith('<')) Check(type, method);
            }
        }
    }

    // Records hold what they are given; an error's text and enumerations are nobody's input.
    private static bool IsOfInterest(Type type) =>
        !type.Name.StartsWith('<') && !type.IsInterface && !type.IsEnum && !type.ContainsGenericParameters && !typeof(Exception).IsAssignableFrom(type) && !typeof(Delegate).IsAssignableFrom(type)
        && !typeof(Attribute).IsAssignableFrom(type) && type.GetMethod("<Clone>$") is null && !type.IsValueType;

    private void Check(Type type, MethodBase member)
    {
        Reflected[] parameters = member.GetParameters();
        foreach (Reflected tested in parameters)
        {
            if (tested.ParameterType.IsValueType || tested.ParameterType.IsByRef || _nullability.Create(tested).WriteState != NullabilityState.NotNull) continue;
            string call = $"{type.Name}.{member.Name}({string.Join(", ", parameters.Select(parameter => parameter.ParameterType.Name))}): {tested.Name}";
            object? receiver = member.IsStatic || member.IsConstructor ? null : known(type);
            object?[] arguments = [.. parameters.Select(parameter => parameter == tested ? null : Value(parameter))];
            bool missing = !member.IsStatic && !member.IsConstructor && receiver is null;
            for (int i = 0; i < parameters.Length; i++)
            {
                missing |= parameters[i].ParameterType.IsByRefLike
                    || (parameters[i] != tested && arguments[i] is null && !parameters[i].HasDefaultValue && !parameters[i].ParameterType.IsValueType
                        && _nullability.Create(parameters[i]).WriteState == NullabilityState.NotNull);
            }

            if (missing) Skipped.Add(call);
            else Call(call, tested, member, receiver, arguments);
        }
    }

    private void Call(string call, Reflected tested, MethodBase member, object? receiver, object?[] arguments)
    {
        try
        {
            object? result = member is ConstructorInfo constructor ? constructor.Invoke(arguments) : member.Invoke(receiver, arguments);
            (result as IDisposable)?.Dispose();
            Wrong.Add($"{call}: no error");
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is ArgumentNullException error)
        {
            if (error.ParamName == tested.Name) Right++;
            else Wrong.Add($"{call}: names {error.ParamName}");
        }
        catch (TargetInvocationException thrown)
        {
            Wrong.Add($"{call}: {thrown.InnerException!.GetType().Name}");
        }
    }

    private object? Value(Reflected parameter)
    {
        if (parameter.HasDefaultValue && parameter.DefaultValue is not null) return parameter.DefaultValue;
        if (known(parameter.ParameterType) is { } value) return value;
        return parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRefLike ? RuntimeHelpers.GetUninitializedObject(parameter.ParameterType) : null;
    }
}
