export const openInfo = () => ({ close: () => undefined });
