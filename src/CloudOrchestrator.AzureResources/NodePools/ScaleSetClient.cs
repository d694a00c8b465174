using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;

namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Scale sets in Azure. Long-running operations are started and never waited for; what becomes of them is read from the scale set.</summary>
internal sealed class ScaleSetClient(ArmClient arm)
{
    private const string PowerStatePrefix = "PowerState/";

    /// <summary>Reads a scale set.</summary>
    public async Task<ScaleSetView> GetAsync(string id, CancellationToken cancellationToken)
    {
        var data = (await Resource(id).GetAsync(cancellationToken: cancellationToken)).Value.Data;
        return new((int)(data.Sku?.Capacity ?? 0), data.ProvisioningState ?? "", data.Sku?.Name, data.Sku?.Tier);
    }

    /// <summary>Asks for a number of machines.</summary>
    public async Task SetCapacityAsync(string id, ScaleSetView view, int capacity, CancellationToken cancellationToken)
    {
        var patch = new VirtualMachineScaleSetPatch { Sku = new ComputeSku { Name = view.SkuName, Tier = view.SkuTier, Capacity = capacity } };
        await Resource(id).UpdateAsync(WaitUntil.Started, patch, cancellationToken);
    }

    /// <summary>All machines of a scale set, with their power states.</summary>
    public async Task<IReadOnlyList<Machine>> MachinesAsync(string id, CancellationToken cancellationToken)
    {
        List<Machine> machines = [];
        var pages = Resource(id).GetVirtualMachineScaleSetVms().GetAllAsync(expand: "instanceView", cancellationToken: cancellationToken);
        await foreach (var machine in pages)
        {
            var data = machine.Data;
            var power = data.InstanceView?.Statuses.FirstOrDefault(status => status.Code?.StartsWith(PowerStatePrefix, StringComparison.Ordinal) == true)?.Code;
            machines.Add(new(data.InstanceId, data.Id.ToString(), data.ProvisioningState ?? "", power?[PowerStatePrefix.Length..]));
        }

        return machines;
    }

    /// <summary>Deletes machines; those that are gone already are done.</summary>
    public async Task DeleteAsync(string id, IEnumerable<string> machineIds, CancellationToken cancellationToken)
    {
        var required = new VirtualMachineScaleSetVmInstanceRequiredIds(machineIds);
        await Resource(id).DeleteInstancesAsync(WaitUntil.Started, required, cancellationToken: cancellationToken);
    }

    private VirtualMachineScaleSetResource Resource(string id) => arm.GetVirtualMachineScaleSetResource(new ResourceIdentifier(id));
}
