export const openHelp = () => ({ close: () => undefined });
