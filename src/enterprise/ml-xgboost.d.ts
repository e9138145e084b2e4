declare module 'ml-xgboost';
