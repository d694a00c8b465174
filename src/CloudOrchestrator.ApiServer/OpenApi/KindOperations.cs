using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Authentication;
using CloudOrchestrator.Kinds.Autoscaling.Scales;
using CloudOrchestrator.Kinds.Policy.Evictions;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>The operations of one kind, derived from its verbs and subresources. Adds the definitions they use.</summary>
internal sealed class KindOperations
{
    private static readonly GroupVersionKind s_scale = new("autoscaling", "v1", "Scale");

    private readonly KindDescriptor _kind;
    private readonly DefinitionSet _definitions;
    private readonly string _collectionPath;
    private readonly string _camel;
    private readonly string _tag;
    private readonly string _scoped;
    private readonly string _definition;

    private KindOperations(KindDescriptor kind, DefinitionSet definitions)
    {
        _kind = kind;
        _definitions = definitions;
        var prefix = kind.Resource.PathPrefix;
        _collectionPath = kind.Namespaced ? $"{prefix}/namespaces/{{namespace}}/{kind.Names.Plural}" : $"{prefix}/{kind.Names.Plural}";
        _camel = OperationNames.Camel(kind.Resource);
        _tag = OperationNames.Tag(kind.Resource);
        _scoped = (kind.Namespaced ? "Namespaced" : "") + kind.GroupVersionKind.Kind;
        _definition = definitions.Add(kind);
    }

    private string ItemPath => _collectionPath + "/{name}";

    private IReadOnlyList<ApiParameter> CollectionParameters => _kind.Namespaced ? [ApiParameters.Namespace, ApiParameters.Pretty] : [ApiParameters.Pretty];

    private IReadOnlyList<ApiParameter> ItemParameters => [ApiParameters.Name(_kind.GroupVersionKind.Kind), .. CollectionParameters];

    /// <summary>All operations of the kind.</summary>
    public static IEnumerable<ApiOperation> Of(KindDescriptor kind, DefinitionSet definitions)
    {
        var operations = new KindOperations(kind, definitions);
        return [.. operations.Collection(), .. operations.Item(), .. operations.Subresources()];
    }

    private IEnumerable<ApiOperation> Collection()
    {
        var noun = _kind.GroupVersionKind.Kind;
        if (Can("list"))
        {
            _definitions.Add(DefinitionNames.WatchEvent);
            var list = New(_collectionPath, "get", "list", $"list{_camel}{_scoped}", $"List or watch objects of kind {noun}.", CollectionParameters) with
            {
                Parameters = ApiParameters.List,
                Answer = _definitions.AddList(_kind),
            };
            yield return list;
            if (_kind.Namespaced)
            {
                yield return list with
                {
                    Path = $"{_kind.Resource.PathPrefix}/{_kind.Names.Plural}",
                    Id = $"list{_camel}{noun}ForAllNamespaces",
                    PathParameters = [ApiParameters.Pretty],
                };
            }
        }
        if (Can("create"))
        {
            yield return New(_collectionPath, "post", "post", $"create{_camel}{_scoped}", $"Create an object of kind {noun}.", CollectionParameters) with
            {
                Parameters = ApiParameters.Write,
                Body = _definition,
                Answer = _definition,
                Codes = ["200", "201", "202"],
            };
        }
        if (Can("deletecollection"))
        {
            var description = $"Delete all objects of kind {noun} that match.";
            yield return New(_collectionPath, "delete", "deletecollection", $"delete{_camel}Collection{_scoped}", description, CollectionParameters) with
            {
                Parameters = ApiParameters.DeleteCollection,
                Body = DeleteOptions(),
                Answer = _definitions.Add(typeof(ApiStatus), new GroupVersionKind("", "v1", "Status")),
            };
        }
    }

    private IEnumerable<ApiOperation> Item()
    {
        var noun = _kind.GroupVersionKind.Kind;
        if (Can("get"))
            yield return New(ItemPath, "get", "get", $"read{_camel}{_scoped}", $"Read the named {noun}.", ItemParameters) with { Answer = _definition };
        if (Can("update"))
            yield return Replace(ItemPath, _scoped, _kind.GroupVersionKind, _definition, $"Replace the named {noun}.");
        if (Can("patch"))
            yield return Patch(ItemPath, _scoped, _kind.GroupVersionKind, _definition, $"Change parts of the named {noun}.");
        if (Can("delete"))
        {
            yield return New(ItemPath, "delete", "delete", $"delete{_camel}{_scoped}", $"Delete the named {noun}.", ItemParameters) with
            {
                Parameters = ApiParameters.Delete,
                Body = DeleteOptions(),
                Answer = _definitions.Add(typeof(ApiStatus), new GroupVersionKind("", "v1", "Status")),
                Codes = ["200", "202"],
            };
        }
    }

    private IEnumerable<ApiOperation> Subresources()
    {
        if (_kind.HasStatus && _kind.Stored)
        {
            foreach (var operation in Changeable("status", _kind.GroupVersionKind, _definition))
                yield return operation;
        }
        if (_kind.Scale is not null)
        {
            foreach (var operation in Changeable("scale", s_scale, _definitions.Add(typeof(Scale), s_scale)))
                yield return operation;
        }
        foreach (var subresource in _kind.Subresources)
        {
            foreach (var operation in Subresource(subresource))
                yield return operation;
        }
    }

    private IEnumerable<ApiOperation> Changeable(string name, GroupVersionKind kind, string definition)
    {
        var (path, scoped) = ($"{ItemPath}/{name}", _scoped + OperationNames.Capitalized(name));
        var noun = $"{name} of the named {_kind.GroupVersionKind.Kind}";
        yield return New(path, "get", "get", $"read{_camel}{scoped}", $"Read the {noun}.", ItemParameters) with { Kind = kind, Answer = definition };
        yield return Replace(path, scoped, kind, definition, $"Replace the {noun}.");
        yield return Patch(path, scoped, kind, definition, $"Change parts of the {noun}.");
    }

    private IEnumerable<ApiOperation> Subresource(SubresourceNames subresource)
    {
        var (path, scoped) = ($"{ItemPath}/{subresource.Name}", _scoped + OperationNames.Capitalized(subresource.Name));
        var noun = $"{subresource.Name} of the named {_kind.GroupVersionKind.Kind}";
        var body = BodyOf(subresource.Kind);
        foreach (var verb in subresource.Verbs)
        {
            yield return (verb, body) switch
            {
                ("create", not null) => New(path, "post", "post", $"create{_camel}{scoped}", $"Create the {noun}.", ItemParameters) with
                {
                    Kind = subresource.Kind,
                    Parameters = ApiParameters.Write,
                    Body = body,
                    Answer = body,
                    Codes = ["200", "201", "202"],
                },
                ("update", not null) => Replace(path, scoped, subresource.Kind, body, $"Replace the {noun}."),
                ("patch", not null) => Patch(path, scoped, subresource.Kind, body, $"Change parts of the {noun}."),
                ("get", not null) => New(path, "get", "get", $"read{_camel}{scoped}", $"Read the {noun}.", ItemParameters) with
                {
                    Kind = subresource.Kind,
                    Answer = subresource.Name == "log" ? null : body,
                },
                _ => Connect(path, scoped, subresource.Kind, verb, noun),
            };
        }
    }

    private ApiOperation Connect(string path, string scoped, GroupVersionKind kind, string verb, string noun)
    {
        var method = verb switch { "create" => "post", "update" => "put", _ => verb };
        var id = $"connect{_camel}{OperationNames.Capitalized(method)}{scoped}";
        return New(path, method, "connect", id, $"Connect {method.ToUpperInvariant()} requests to the {noun}.", ItemParameters) with { Kind = kind };
    }

    private ApiOperation Replace(string path, string scoped, GroupVersionKind kind, string definition, string description) =>
        New(path, "put", "put", $"replace{_camel}{scoped}", description, ItemParameters) with
        {
            Kind = kind,
            Parameters = ApiParameters.Write,
            Body = definition,
            Answer = definition,
            Codes = ["200", "201"],
        };

    private ApiOperation Patch(string path, string scoped, GroupVersionKind kind, string definition, string description) =>
        New(path, "patch", "patch", $"patch{_camel}{scoped}", description, ItemParameters) with
        {
            Kind = kind,
            Parameters = ApiParameters.Patch,
            Body = _definitions.Add(DefinitionNames.Patch),
            Answer = definition,
            Codes = ["200", "201"],
        };

    private ApiOperation New(string path, string method, string action, string id, string description, IReadOnlyList<ApiParameter> pathParameters) => new()
    {
        Path = path,
        Method = method,
        Action = action,
        Id = id,
        Tag = _tag,
        Kind = _kind.GroupVersionKind,
        Description = description,
        PathParameters = pathParameters,
    };

    /// <summary>Definition of a subresource's body; null for streams, whose options are in the query.</summary>
    private string? BodyOf(GroupVersionKind kind)
    {
        if (kind == _kind.GroupVersionKind)
            return _definition;
        return kind switch
        {
            { Group: "", Kind: "Binding" } => _definitions.Add(typeof(Kinds.Core.Bindings.Binding), kind),
            { Group: "policy", Kind: "Eviction" } => _definitions.Add(typeof(Eviction), kind),
            { Group: "authentication.k8s.io", Kind: "TokenRequest" } => _definitions.Add(typeof(TokenRequest), kind),
            _ => null,
        };
    }

    private string DeleteOptions() => _definitions.Add(typeof(DeleteOptions), new GroupVersionKind("", "v1", "DeleteOptions"));

    private bool Can(string verb) => _kind.Verbs.Contains(verb, StringComparer.Ordinal);
}
